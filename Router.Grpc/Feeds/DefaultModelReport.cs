using Router.Grpc.Forwarding;
using Router.Grpc.Settings;
using Routing.Decisions;

namespace Router.Grpc.Feeds;

/// <summary>Says when the default model could not serve who names none: once in the log per fault, and in health as long as it holds.</summary>
internal sealed partial class DefaultModelReport(RouterSettings settings, TimeProvider time, ILogger<DefaultModelReport> logger)
{
    private volatile string? _fault;

    /// <summary>What is wrong, with the way out; null when nothing is.</summary>
    public string? Fault => _fault;

    /// <summary>Looks at a state that has just come into force.</summary>
    public void Look(FeedState state)
    {
        var fault = DefaultModelCheck.Fault(new DecisionInput
        {
            Index = state.Index,
            CredentialsHeld = state.CredentialsHeld,
            SupportedProfiles = ProviderConnections.SupportedProfiles,
            DefaultModel = settings.DefaultModel,
            Time = time.GetUtcNow(),
        });
        if (fault is not null && fault != _fault)
        {
            LogFault(fault);
        }

        _fault = fault;
    }

    [LoggerMessage(EventId = 204, Level = LogLevel.Warning,
        Message = "Requests that name no model will not be served as configured: {Fault} Set the key, or another DEFAULT_MODEL or default in the catalog's settings.")]
    private partial void LogFault(string fault);
}
