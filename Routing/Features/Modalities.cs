namespace Routing.Features;

/// <summary>What the messages of a request are made of.</summary>
[Flags]
public enum Modalities
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Text.</summary>
    Text = 1 << 0,

    /// <summary>Images.</summary>
    Image = 1 << 1,

    /// <summary>Audio, sent or asked for.</summary>
    Audio = 1 << 2,

    /// <summary>Files, such as PDF.</summary>
    File = 1 << 3,
}
