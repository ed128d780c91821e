using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Keeps to the models a request allows.</summary>
internal sealed class AllowedModelFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.ModelNotAllowed;

    public bool Concerns(DecisionInput input) => !input.Requirements.AllowedModels.IsEmpty;

    public bool Excludes(in Contender contender) => !ModelNames.Mean(contender.Input.Requirements.AllowedModels, contender.Deployment);

    public string Detail(in Contender contender) => $"the request allows only the models {string.Join(", ", contender.Input.Requirements.AllowedModels)}";

    public RelaxationStep? WayOut(in Contender contender) =>
        new(RelaxationKind.AllowedModels, contender.Deployment.Id.ToString(), $"allow the model {contender.Deployment.Id}");
}
