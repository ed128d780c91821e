namespace Providers.OpenAi;

/// <summary>A stretch of a body.</summary>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="End">Offset behind its last byte.</param>
internal readonly record struct ByteRange(int Start, int End)
{
    public int Length => End - Start;
}
