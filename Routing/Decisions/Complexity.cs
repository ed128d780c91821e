namespace Routing.Decisions;

/// <summary>How complex a request is taken to be, in thousandths from 0 to 10,000.</summary>
/// <param name="ScoreMillis">What picks the tier.</param>
/// <param name="AgentScoreMillis">The agent's part before weighting; null when no agent score was given.</param>
/// <param name="StepScoreMillis">The step's part before weighting.</param>
public sealed record Complexity(int ScoreMillis, int? AgentScoreMillis, int StepScoreMillis);
