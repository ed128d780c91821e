namespace Catalog.Api.Rest;

/// <summary>Collects what is wrong with a request, so that the caller hears all of it at once.</summary>
internal sealed class Faults
{
    private readonly List<(string Field, string Fault)> _all = [];

    /// <summary>All of them, in the order in which they were found.</summary>
    public IReadOnlyCollection<(string Field, string Fault)> All => _all;

    public bool None => _all.Count == 0;

    public void Add(string field, string fault) => _all.Add((field, fault));

    /// <summary>Adds the fault when the condition does not hold.</summary>
    public void Require(bool condition, string field, string fault)
    {
        if (!condition)
        {
            Add(field, fault);
        }
    }

    public Dictionary<string, string[]> ByField() =>
        _all.GroupBy(fault => fault.Field).ToDictionary(group => group.Key, group => group.Select(fault => fault.Fault).ToArray());
}
