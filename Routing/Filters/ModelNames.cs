using System.Collections.Immutable;
using Routing.Catalog;

namespace Routing.Filters;

/// <summary>Whether one of some names means a deployment: <c>provider/model</c>, its canonical model, or its provider's own name for it.</summary>
internal static class ModelNames
{
    public static bool Mean(ImmutableArray<string> names, Deployment deployment)
    {
        foreach (var name in names)
        {
            if (name == deployment.Id.Model || name == deployment.CanonicalId?.Value || IsWhole(name, deployment.Id))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWhole(string name, DeploymentId id)
    {
        var provider = id.Provider.Value;
        return name.Length == provider.Length + 1 + id.Model.Length
            && name.StartsWith(provider, StringComparison.Ordinal)
            && name[provider.Length] == '/'
            && name.EndsWith(id.Model, StringComparison.Ordinal);
    }
}
