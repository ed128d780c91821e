using System.Text.Json;
using Providers.Failures;

namespace Providers.Streams;

/// <summary>Reads an answer through an object model, or says what it is instead.</summary>
internal static class AnswerDocument
{
    /// <exception cref="UpstreamFailureException">It is an error in disguise, not JSON, or a text in it is none.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.Member("error") is { } error
                ? throw new UpstreamFailureException(FailureClassifier.ClassifyInBand(ErrorBody.Read(root), (int?)error.Whole("code")))
                : read(root);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is what half a character in a name or a text comes to.
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not valid JSON."), e);
        }
    }
}
