namespace Router.Grpc.Operating;

/// <summary>Everything that operators are shown of health.</summary>
internal sealed record HealthOverview(SharingRow Sharing, IReadOnlyList<HealthRow> Deployments, IReadOnlyList<CredentialRow> Credentials);

/// <summary>Whether all routers see the same.</summary>
internal sealed record SharingRow(bool Shared, string? Reason, double AwaySeconds, int Losses, string ChatViewId, string EmbedViewId);
