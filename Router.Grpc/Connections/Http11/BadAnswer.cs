namespace Router.Grpc.Connections.Http11;

/// <summary>Says what is wrong with an answer, in the exceptions that every transport of .NET has for it.</summary>
internal static class BadAnswer
{
    public static HttpRequestException Head(string fault) => new(HttpRequestError.InvalidResponse, $"The answer's head is not valid. {fault}");

    public static HttpIOException Chunks(string fault) => new(HttpRequestError.InvalidResponse, $"The answer's chunks are not valid. {fault}");

    public static HttpRequestException Missing(Exception? cause = null) =>
        new(cause is null ? HttpRequestError.ResponseEnded : HttpRequestError.Unknown, "The connection ended before the answer began.", cause);

    public static HttpIOException Cut() => new(HttpRequestError.ResponseEnded, "The connection ended in the middle of the answer.");
}
