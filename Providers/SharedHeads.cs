using System.Collections.Immutable;

namespace Providers;

/// <summary>The heads of requests to one provider. Whoever keeps the provider's record and address keeps them beside these.</summary>
public sealed class SharedHeads
{
    // A provider has one path for chats and few keys; those it had once need not be kept.
    private const int MostKept = 8;

    private ImmutableArray<SharedHead> _known = [];

    internal SharedHead For(UpstreamTarget target, string path)
    {
        foreach (var head in _known)
        {
            if (ReferenceEquals(head.ApiKey, target.ApiKey) && ReferenceEquals(head.Path, path))
            {
                return head;
            }
        }

        var made = new SharedHead(target, path);
        ImmutableInterlocked.Update(ref _known, static (known, made) => [made, .. known.Take(MostKept - 1)], made);
        return made;
    }
}
