namespace Providers.Chat;

/// <summary>An image.</summary>
/// <param name="Url">Its address, <c>https:</c> or <c>data:</c>.</param>
/// <param name="Detail">How closely to look: <c>auto</c>, <c>low</c> or <c>high</c>; null leaves the default.</param>
public sealed record ImagePart(ChatText Url, string? Detail = null) : ContentPart
{
    /// <summary>Names the wish for a closer or quicker look, for formats that cannot say it.</summary>
    internal void DropDetail(ISet<string> dropped)
    {
        if (Detail is not (null or "auto"))
        {
            dropped.Add("messages.content.image_url.detail");
        }
    }
}
