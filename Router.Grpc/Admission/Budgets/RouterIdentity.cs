using Router.Grpc.Settings;

namespace Router.Grpc.Admission.Budgets;

/// <summary>Names this router to others. The name stays with its spool, so that a router started anew is known to be the one that died.</summary>
internal sealed class RouterIdentity
{
    private const string File = "router-id";

    public RouterIdentity(RouterSettings settings)
    {
        // The spool's folder is held by one process at a time.
        var path = Path.Combine(settings.Spool.Directory, File);
        if (System.IO.File.Exists(path) && Guid.TryParse(System.IO.File.ReadAllText(path), out var kept))
        {
            Id = kept.ToString("N");
            return;
        }

        Id = Guid.NewGuid().ToString("N");
        System.IO.File.WriteAllText(path, Id);
    }

    public string Id { get; }
}
