namespace Providers.Chat;

/// <summary>How free the model is to call tools.</summary>
public enum ToolChoiceMode
{
    /// <summary>The model decides.</summary>
    Auto,

    /// <summary>It may call none.</summary>
    None,

    /// <summary>It must call one, whichever.</summary>
    Required,

    /// <summary>It must call a given one.</summary>
    Named,
}
