namespace Providers;

/// <summary>A request whose own header fields are those of a <see cref="SharedHead"/>, and empty until somebody needs them as such.</summary>
public sealed class SharedHeadRequest : HttpRequestMessage
{
    internal SharedHeadRequest(SharedHead head)
        : base(head.Example.Method, head.Example.RequestUri)
    {
        Head = head;
        Version = head.Example.Version;
        VersionPolicy = head.Example.VersionPolicy;
    }

    /// <summary>What the header fields would be.</summary>
    public SharedHead Head { get; }

    /// <summary>Makes the header fields, for a transport that does not know of <see cref="Head"/>.</summary>
    public void WriteHeaders()
    {
        foreach (var (name, values) in Head.Example.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }

        (Content as SplicedContent)?.WriteType();
    }
}
