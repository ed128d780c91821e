using System.Text.Json;
using Providers.Failures;

namespace Providers.Streams;

/// <summary>Reads an answer into an object model, or says what it is instead.</summary>
internal static class AnswerDocument
{
    /// <exception cref="UpstreamFailureException">It is an error in disguise, or not JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException e)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not valid JSON."), e);
        }

        if (document.RootElement.Member("error") is not { } error)
        {
            return document;
        }

        using (document)
        {
            throw new UpstreamFailureException(FailureClassifier.ClassifyInBand(ErrorBody.Read(document.RootElement), (int?)error.Whole("code")));
        }
    }
}
