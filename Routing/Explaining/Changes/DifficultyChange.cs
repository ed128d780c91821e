using Routing.Decisions;

namespace Routing.Explaining.Changes;

/// <summary>A prompt that is judged harder or easier.</summary>
internal sealed class DifficultyChange() : ScoreChange("difficulty", "a prompt of difficulty")
{
    protected override int? Score(DecisionInput input) => input.Features.Prompt?.DifficultyMillis;

    protected override DecisionInput With(DecisionInput input, int score) => input with
    {
        Features = input.Features with { Prompt = input.Features.Prompt!.Value with { DifficultyMillis = score } },
    };
}
