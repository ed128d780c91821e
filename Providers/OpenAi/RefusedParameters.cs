using System.Text;
using Providers.Chat;
using Routing.Catalog;

namespace Providers.OpenAi;

/// <summary>Parameters of a caller's body that the model would refuse and that go no further, as the router chose the model.</summary>
internal readonly struct RefusedParameters
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly List<OpenAiMember>? _members;

    private RefusedParameters(ReadOnlyMemory<byte> body, List<OpenAiMember> members)
    {
        _body = body;
        _members = members;
    }

    public static RefusedParameters Of(ChatRequest request, Deployment deployment, ParameterDefaults defaults)
    {
        if (!defaults.RouterChose || deployment.UnsupportedParameters.IsEmpty)
        {
            return default;
        }

        // The token limit is respelt, never lost: without it an answer has no bound.
        List<OpenAiMember> members = [];
        foreach (var member in request.OpenAiMap!.Members)
        {
            if (member.Key is not (OpenAiKey.MaxTokens or OpenAiKey.MaxCompletionTokens or OpenAiKey.Messages or OpenAiKey.Model)
                && deployment.UnsupportedParameters.Contains(NameOf(request.Body, member)))
            {
                members.Add(member);
            }
        }

        return new(request.Body, members);
    }

    public bool Contains(OpenAiMember member) => _members is not null && _members.Contains(member);

    public IReadOnlyList<string> Named() => _members is null ? [] : Named(_body, _members);

    private static string[] Named(ReadOnlyMemory<byte> body, List<OpenAiMember> members) =>
        [.. members.Where(static member => !member.IsNull).Select(member => NameOf(body, member)).Distinct()];

    private static string NameOf(ReadOnlyMemory<byte> body, OpenAiMember member) =>
        Encoding.UTF8.GetString(body.Span[(member.Name.Start + 1)..(member.Name.End - 1)]);
}
