namespace Simulation.Calls;

/// <summary>A page of the list of models.</summary>
/// <param name="Models">Its models.</param>
/// <param name="HasMore">Whether another page follows; its token is the last model of this one.</param>
internal sealed record ModelPage(IReadOnlyList<string> Models, bool HasMore)
{
    /// <summary>The page that a query asks for, in the words of Anthropic, OpenAI or Gemini.</summary>
    public static ModelPage Find(IQueryCollection query, SimulatorOptions options)
    {
        var after = query["after_id"].FirstOrDefault() ?? query["after"].FirstOrDefault() ?? query["pageToken"].FirstOrDefault();
        var rest = after is null ? options.Models : [.. options.Models.SkipWhile(model => model != after).Skip(1)];
        var size = options.ModelsPerPage > 0 ? options.ModelsPerPage : int.MaxValue;
        return rest.Count <= size ? new(rest, HasMore: false) : new([.. rest.Take(size)], HasMore: true);
    }
}
