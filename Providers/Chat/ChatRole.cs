namespace Providers.Chat;

/// <summary>Who speaks in a turn.</summary>
public enum ChatRole
{
    /// <summary>The operator, in the older of two spellings.</summary>
    System,

    /// <summary>The operator, in OpenAI's newer spelling; formats without it say system.</summary>
    Developer,

    /// <summary>The person or program that asks.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>The result of a tool call.</summary>
    Tool,
}
