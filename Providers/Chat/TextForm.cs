namespace Providers.Chat;

/// <summary>How a text stands in bytes.</summary>
internal enum TextForm : byte
{
    /// <summary>As UTF-8.</summary>
    Plain,

    /// <summary>As in JSON, with its quotes.</summary>
    Literal,

    /// <summary>As in JSON, without quotes around it.</summary>
    Escaped,
}
