using Aspire.Catalog.V1;

namespace Router.Grpc.Admission;

/// <summary>What the access feed has told so far, row by row. For one thread at a time.</summary>
internal sealed class AccessRows
{
    private readonly Dictionary<string, AccessOrganisation> _organisations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AccessProject> _projects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AccessKey> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Budget> _budgets = new(StringComparer.Ordinal);

    public byte[] Pepper { get; private set; } = [];

    public IReadOnlyCollection<AccessKey> Keys => _keys.Values;

    public IReadOnlyCollection<Budget> Budgets => _budgets.Values;

    public AccessProject? Project(string id) => _projects.GetValueOrDefault(id);

    public AccessOrganisation? Organisation(string id) => _organisations.GetValueOrDefault(id);

    public void Apply(AccessChanges changes)
    {
        if (changes.Complete)
        {
            _organisations.Clear();
            _projects.Clear();
            _keys.Clear();
            _budgets.Clear();
        }

        Pepper = changes.Pepper.ToByteArray();
        Apply(_organisations, changes.Organisations, static row => row.Id, changes.RemovedOrganisations);
        Apply(_projects, changes.Projects, static row => row.Id, changes.RemovedProjects);
        Apply(_keys, changes.Keys, static row => row.Id, changes.RemovedKeys);
        Apply(_budgets, changes.Budgets, static row => row.Id, changes.RemovedBudgets);
    }

    /// <summary>All of it, as the feed would send it to one who has nothing.</summary>
    public AccessChanges Everything() => new()
    {
        Complete = true,
        Pepper = Google.Protobuf.ByteString.CopyFrom(Pepper),
        Organisations = { _organisations.Values },
        Projects = { _projects.Values },
        Keys = { _keys.Values },
        Budgets = { _budgets.Values },
    };

    private static void Apply<T>(Dictionary<string, T> rows, IEnumerable<T> changed, Func<T, string> id, IEnumerable<string> removed)
    {
        foreach (var row in changed)
        {
            rows[id(row)] = row;
        }

        foreach (var one in removed)
        {
            rows.Remove(one);
        }
    }
}
