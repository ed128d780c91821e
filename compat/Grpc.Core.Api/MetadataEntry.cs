using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>Stands in for <c>Grpc.Core.Metadata.Entry</c>: a key with a text, or with bytes.</summary>
    public class Entry
    {
        private readonly string? _text;
        private readonly byte[]? _bytes;

        /// <summary>Stands in for the constructor of the same form.</summary>
        /// <exception cref="ArgumentException">The key ends in <c>-bin</c>, or has a character other than a-z, 0-9, <c>_-.</c></exception>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = Normalized(key);
            _text = IsBinary ? throw new ArgumentException("The key of a text value must not end in \"-bin\".", nameof(key)) : value;
        }

        /// <summary>Stands in for the constructor of the same form.</summary>
        /// <exception cref="ArgumentException">The key does not end in <c>-bin</c>, or has a character other than a-z, 0-9, <c>_-.</c></exception>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = Normalized(key);
            _bytes = IsBinary ? [.. valueBytes] : throw new ArgumentException("The key of a binary value must end in \"-bin\".", nameof(key));
        }

        /// <summary>Stands in for <c>Key</c>, in lower case.</summary>
        public string Key { get; }

        /// <summary>Stands in for <c>IsBinary</c>.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>Stands in for <c>Value</c>.</summary>
        /// <exception cref="InvalidOperationException">The value is binary.</exception>
        public string Value => _text ?? throw new InvalidOperationException($"The value of '{Key}' is binary: read ValueBytes.");

        /// <summary>Stands in for <c>ValueBytes</c>: a copy of the bytes, or the text in ASCII.</summary>
        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(_text!) : [.. _bytes];

        /// <inheritdoc/>
        public override string ToString() =>
            _bytes is null ? $"[Entry: key={Key}, value={_text}]" : $"[Entry: key={Key}, valueBytes={Convert.ToHexString(_bytes)}]";

        private static string Normalized(string key)
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            return key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
                ? key.ToLowerInvariant()
                : throw new ArgumentException($"The metadata key '{key}' may hold a-z, 0-9, '_', '-' and '.' only.", nameof(key));
        }
    }
}
