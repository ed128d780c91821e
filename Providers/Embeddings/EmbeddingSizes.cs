using System.Text;
using Providers.Chat;

namespace Providers.Embeddings;

/// <summary>Adds up the sizes of inputs. An embedding answers nothing, so it asks for no choices.</summary>
internal sealed class EmbeddingSizes
{
    // What a token stands for on average; the estimate goes the way back.
    private const int BytesPerToken = 4;

    private (int Characters, int Bytes) _all;
    private (int Characters, int Bytes) _longest;

    public int Count { get; private set; }

    public ChatFacts All => Facts(_all);

    public ChatFacts Longest => Facts(_longest);

    public void Add(string text) => Add(text.Length, Encoding.UTF8.GetByteCount(text));

    public void AddTokens(int count)
    {
        var size = (int)Math.Min((long)count * BytesPerToken, int.MaxValue);
        Add(size, size);
    }

    public void Add(int characters, int bytes)
    {
        Count++;
        _all = (_all.Characters + characters, _all.Bytes + bytes);
        _longest = bytes > _longest.Bytes ? (characters, bytes) : _longest;
    }

    private static ChatFacts Facts((int Characters, int Bytes) size) =>
        new() { PromptCharacters = size.Characters, PromptBytes = size.Bytes, Choices = 0 };
}
