using System.Buffers;

namespace Routing.Decisions;

/// <summary>What has been found out about providers during one decision.</summary>
internal enum ProviderVerdict : byte
{
    /// <summary>Not asked yet.</summary>
    Unknown,

    /// <summary>Nothing speaks against it.</summary>
    Fine,

    /// <summary>Something does.</summary>
    Excluded,
}

/// <summary>A verdict per provider, in a borrowed array.</summary>
internal struct ProviderVerdicts
{
    private byte[]? _verdicts;

    public readonly ProviderVerdict Of(int provider) =>
        _verdicts is not null && provider < _verdicts.Length ? (ProviderVerdict)_verdicts[provider] : ProviderVerdict.Unknown;

    public void Set(int provider, ProviderVerdict verdict)
    {
        if (_verdicts is null)
        {
            _verdicts = ArrayPool<byte>.Shared.Rent(256);
            Array.Clear(_verdicts);
        }

        // Beyond the array a provider is asked again each time.
        if (provider < _verdicts.Length)
        {
            _verdicts[provider] = (byte)verdict;
        }
    }

    public void Dispose()
    {
        if (_verdicts is not null)
        {
            ArrayPool<byte>.Shared.Return(_verdicts);
            _verdicts = null;
        }
    }
}
