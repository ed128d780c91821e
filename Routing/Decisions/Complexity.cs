namespace Routing.Decisions;

/// <summary>How complex a request is taken to be, in thousandths from 0 to 10,000.</summary>
/// <param name="ScoreMillis">What picks the tier.</param>
/// <param name="AgentScoreMillis">The agent's part before weighting; null when no agent score is known.</param>
/// <param name="StepScoreMillis">The step's part before weighting.</param>
/// <param name="AgentScoreFrom">Who gave the agent's part.</param>
public sealed record Complexity(int ScoreMillis, int? AgentScoreMillis, int StepScoreMillis, AgentScoreSource AgentScoreFrom = AgentScoreSource.None);
