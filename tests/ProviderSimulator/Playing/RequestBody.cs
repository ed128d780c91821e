using System.Buffers;
using System.Text;
using Simulation.Counting;

namespace Simulation.Playing;

internal static class RequestBody
{
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || request.ContentLength == 0)
        {
            return default;
        }

        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (result.IsCompleted)
            {
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    public static RecordedRequest Record(HttpRequest request, string model, ReadOnlyMemory<byte> body) => new(
        request.Method,
        request.Path.Value ?? "/",
        request.QueryString.Value ?? "",
        request.Protocol,
        model,
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        Encoding.UTF8.GetString(body.Span));
}
