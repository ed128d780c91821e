using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Admin.Web.Styles;

/// <summary>Serves the one stylesheet under a name that changes with its content.</summary>
internal static class StylesheetEndpoint
{
    private static readonly byte[] Content = Read();

    public static string Path { get; } = $"/admin.{Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, 6))}.css";

    public static void MapStylesheet(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(Path, Serve);

    private static IResult Serve(HttpResponse response)
    {
        response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        return Results.Bytes(Content, "text/css; charset=utf-8");
    }

    private static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("admin.css")
            ?? throw new InvalidOperationException("The assembly holds no stylesheet.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
