using System.Text.Json;
using Providers.Failures;

namespace Providers.Streams;

/// <summary>Opens a streamed answer, unless it is none: some servers answer in one piece, or with an error or a page, and say 200.</summary>
internal static class EventStream
{
    /// <exception cref="UpstreamFailureException">The answer is no stream.</exception>
    public static async ValueTask<Stream> OpenAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (ReceivedContent.MediaTypeOf(response.Content) is "application/json" or "text/html")
        {
            var body = await CappedBody.ReadAsync(response.Content, ErrorBody.Limit, cancellationToken);
            throw new UpstreamFailureException(WhatElse(body));
        }

        try
        {
            return await response.Content.ReadAsStreamAsync(cancellationToken);
        }
        catch (Exception e) when (UpstreamFailure.From(e) is { } failure)
        {
            throw new UpstreamFailureException(failure, e);
        }
    }

    private static UpstreamFailure WhatElse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.Member("error") is { } error)
            {
                return FailureClassifier.ClassifyInBand(ErrorBody.Read(document.RootElement), (int?)error.Whole("code"));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A page, or JSON longer than what was read of it.
        }

        return UpstreamFailure.Malformed("The provider answered a streaming request with something that is no stream.");
    }
}
