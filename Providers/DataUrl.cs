using System.Diagnostics.CodeAnalysis;
using Providers.Chat;

namespace Providers;

/// <summary>An image that a <c>data:</c> address holds itself.</summary>
/// <param name="MediaType">Its type, as in <c>image/png</c>.</param>
/// <param name="Base64">Its bytes in base64.</param>
internal sealed record DataUrl(string MediaType, ChatText Base64)
{
    private const string Scheme = "data:";
    private const string Mark = ";base64";

    /// <summary>The address of an image that another format brings in pieces.</summary>
    public static ChatText AddressOf(string? mediaType, ChatText base64) => ChatText.Join([$"{Scheme}{mediaType}{Mark},", base64])!.Value;

    public static bool TryRead(ChatText url, [NotNullWhen(true)] out DataUrl? data)
    {
        data = null;
        if (!url.BeginsWith(Scheme) || !url.TryCut(',', out var head, out var base64) || !head.EndsWith(Mark, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // Parameters may stand between the type and the mark.
        var type = head[Scheme.Length..^Mark.Length].Split(';')[0];
        data = new(type.Length > 0 ? type : "application/octet-stream", base64);
        return true;
    }
}
