namespace Providers.OpenAi;

/// <summary>Where in the messages of a body something stands that not every provider takes.</summary>
/// <param name="Range">The value with its quotes; of a signature the member, with one of its commas.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct MessagePlace(ByteRange Range, MessagePlaceKind Kind);
