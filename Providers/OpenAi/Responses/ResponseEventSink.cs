namespace Providers.OpenAi.Responses;

/// <summary>Takes one event of a streamed response.</summary>
/// <param name="type">Its name, which its JSON repeats.</param>
/// <param name="json">Its data, valid during the call only.</param>
public delegate void ResponseEventSink(string type, ReadOnlySpan<byte> json);
