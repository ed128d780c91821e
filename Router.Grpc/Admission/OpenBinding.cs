using Router.Grpc.Settings;
using ServiceDefaults.ControlPlane;

namespace Router.Grpc.Admission;

/// <summary>Refuses to spend the operator's keys on behalf of whoever reaches the port.</summary>
internal static class OpenBinding
{
    public static IEnumerable<string> Faults(IConfiguration configuration, RouterSettings settings)
    {
        if (settings is { AllowAnonymous: true, RequireKeys: true })
        {
            yield return "--allow-anonymous serves callers without a virtual key and --require-keys refuses them. Leave one of the two out.";
        }

        if (settings.AllowAnonymous || settings.RequireKeys)
        {
            yield break;
        }

        var open = ListenAddresses.OffLoopback(configuration);
        if (open.Count > 0)
        {
            yield return $"{string.Join(", ", open)} can be reached from other machines, and callers need no virtual key. "
                + "Ask callers for virtual keys with --require-keys (Router__RequireKeys=true), listen on 127.0.0.1, or accept calls from everybody who reaches the port with --allow-anonymous (Router__AllowAnonymous=true).";
        }
    }
}
