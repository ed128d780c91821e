using Providers.Streams;

namespace Providers.Failures;

/// <summary>Reads answers other than 2xx.</summary>
internal static class FailureReader
{
    public static async ValueTask<UpstreamFailure> ReadAsync(
        HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var body = ReadOnlyMemory<byte>.Empty;
        try
        {
            body = await CappedBody.ReadAsync(response.Content, ErrorBody.Limit, cancellationToken);
        }
        catch (UpstreamFailureException)
        {
            // The status alone says enough; a body that breaks off adds nothing to it.
        }

        return FailureClassifier.Classify((int)response.StatusCode, ErrorBody.Read(body), RetryAfter.Read(response, now));
    }
}
