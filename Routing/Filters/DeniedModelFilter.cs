using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Keeps away from the models a request denies.</summary>
internal sealed class DeniedModelFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.ModelDenied;

    public bool Concerns(DecisionInput input) => !input.Requirements.DeniedModels.IsEmpty;

    public bool Excludes(in Contender contender) => ModelNames.Mean(contender.Input.Requirements.DeniedModels, contender.Deployment);

    public string Detail(in Contender contender) => "the request denies this model";

    public RelaxationStep? WayOut(in Contender contender) =>
        new(RelaxationKind.DeniedModels, contender.Deployment.Id.ToString(), $"no longer deny the model {contender.Deployment.Id}");
}
