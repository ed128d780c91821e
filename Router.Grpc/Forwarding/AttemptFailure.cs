using Providers.Failures;
using Routing.Catalog;

namespace Router.Grpc.Forwarding;

/// <summary>What failed, and how.</summary>
internal readonly record struct AttemptFailure(DeploymentId Deployment, UpstreamFailure Failure);
