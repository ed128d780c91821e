using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something whose text is known only when the application starts.</summary>
public interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>Something that a deployment manifest names by an expression.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}

/// <summary>Text with holes that are filled when the application starts.</summary>
public class ReferenceExpression : IValueProvider, IManifestExpressionProvider
{
    private readonly IReadOnlyList<object> _parts;

    private ReferenceExpression(IReadOnlyList<object> parts) => _parts = parts;

    public string ValueExpression =>
        string.Concat(_parts.Select(part => part is IManifestExpressionProvider hole ? hole.ValueExpression : (string)part));

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new(handler.Parts);

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part is IValueProvider hole ? await hole.GetValueAsync(cancellationToken).ConfigureAwait(false) : (string)part);
        }

        return text.ToString();
    }

    /// <summary>Collects the parts of <c>$"…"</c>.</summary>
    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        internal List<object> Parts { get; } = new(formattedCount + Math.Min(literalLength, 1));

        public readonly void AppendLiteral(string value) => Parts.Add(value);

        public readonly void AppendFormatted(string? value) => Parts.Add(value ?? "");

        public readonly void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => Parts.Add(valueProvider);

        public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => Parts.Add(valueProvider.Resource);
    }
}
