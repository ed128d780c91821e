using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Experiments;
using Routing.Features;

namespace Routing.Decisions;

/// <summary>Identifies a decision by everything that decided it.</summary>
public static class DecisionHash
{
    // Raise it with every change that lets equal inputs decide differently, or that changes the encoding.
    internal const int EngineVersion = 12;

    /// <summary>SHA-256 of everything that decides, in hexadecimal.</summary>
    public static string Of(DecisionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var writer = new CanonicalWriter(stackalloc byte[1024]);
        try
        {
            writer.Write(EngineVersion);
            writer.Write(input.Index.Snapshot.Revision);
            writer.Write(input.Index.ContentBytes);
            writer.Write(input.Selector);
            writer.Write(input.DefaultModel);
            writer.Write(input.KeyDefaultModel);
            writer.Write(input.ProjectDefaultModel);
            Write(ref writer, input.KeyScope);
            writer.Write(input.CredentialsHeld.FingerprintBytes);
            writer.Write(input.SupportedProfiles.FingerprintBytes);
            writer.Write(input.Health.IdBytes);
            writer.Write(input.Time.UtcTicks);
            Write(ref writer, input.Features);
            Write(ref writer, input.Hints);
            Write(ref writer, input.Session);

            // In one number, and only where there is a budget, so that decisions without one keep the hashes they always had.
            var budget = ((int)input.BudgetBand * 2) + (input.HasHardBudget ? 1 : 0);
            if (budget > 0)
            {
                writer.Write(budget);
            }

            if (input.Experiment is { } bucket)
            {
                Write(ref writer, bucket);
            }

            return writer.Sha256();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static void Write(ref CanonicalWriter writer, RequestFeatures features)
    {
        writer.Write(features.EstimatedInputTokens);
        writer.Write((int)features.RequiredCapabilities);
        writer.Write(features.MaxOutputTokens);
        writer.Write(features.AnswerCount);
        writer.Write(features.MessageCount);
        writer.Write(features.PromptCharacters);
        writer.Write(features.ToolCount);
        writer.Write(features.PromptBytes);
        writer.Write(features.ToolBytes);
        writer.Write(features.ImageCount);
        writer.Write(features.DataBytes);
        writer.Write((int)features.Modalities);
        if (features.InputMillis != RequestFeatures.OneInput)
        {
            // Of conversations it says nothing, whose hashes are as they were before anybody counted inputs.
            writer.Write(features.InputMillis);
        }

        writer.Write(features.Prompt.HasValue);
        if (features.Prompt is { } prompt)
        {
            Write(ref writer, prompt);
        }
    }

    private static void Write(ref CanonicalWriter writer, in PromptEstimate prompt)
    {
        writer.Write(prompt.Version);
        writer.Write(prompt.Score);
        writer.Write(prompt.DifficultyMillis);
        writer.Write(prompt.GainMillis);
        writer.Write(prompt.FailureMillis);
        writer.Write(prompt.FamiliarityMillis);
        writer.Write((int)prompt.Languages);
        writer.Write((int)prompt.Question);
        writer.Write((int)prompt.Structure);
        writer.Write(prompt.Conditions);
        var capabilities = prompt.Capabilities;
        foreach (var confidence in (ReadOnlySpan<int>)capabilities)
        {
            writer.Write(confidence);
        }
    }

    private static void Write(ref CanonicalWriter writer, RoutingHints hints)
    {
        writer.Write(hints.AgentId);
        writer.Write(hints.ExecutionId);
        writer.Write(hints.Intent);
        writer.Write(hints.AgentScores?.CreationMillis);
        writer.Write(hints.AgentScores?.ExecutionMillis);
        writer.Write(hints.AgentScores?.CombinedMillis);
        writer.Write(hints.StepMetrics.PromptLength);
        writer.Write(hints.StepMetrics.DataSize);
        writer.Write(hints.StepMetrics.ConditionCount);
        writer.Write(hints.StepMetrics.ContextDepth);
        writer.Write(hints.StepMetrics.ReasoningMillis);
        writer.Write(hints.PreviousFailures);
        writer.Write(hints.BudgetRemaining);
        writer.Write(hints.Policy);
        writer.Write(hints.SessionId);
        Write(ref writer, hints.Requirements);
    }

    private static void Write(ref CanonicalWriter writer, Requirements requirements)
    {
        writer.Write((int)requirements.Capabilities);
        writer.Write(requirements.MinimumContext);
        writer.Write(requirements.MaxCost?.Value);
        writer.Write(requirements.MaxFirstTokenMillis);
        writer.Write(requirements.MaxTotalMillis);
        Write(ref writer, requirements.Regions);
        Write(ref writer, requirements.AllowedProviders);
        Write(ref writer, requirements.DeniedProviders);
        Write(ref writer, requirements.AllowedModels);
        Write(ref writer, requirements.DeniedModels);
    }

    private static void Write(ref CanonicalWriter writer, KeyScope? scope)
    {
        writer.Write(scope is not null);
        if (scope is not null)
        {
            writer.Write(scope.AllowedModels.FingerprintBytes);
            writer.Write(scope.AllowedProviders.FingerprintBytes);
            writer.Write((int?)scope.AllowedCapabilities);
        }
    }

    private static void Write(ref CanonicalWriter writer, SessionWarmth? session)
    {
        writer.Write(session?.Deployment.Provider.Value);
        writer.Write(session?.Deployment.Model);
        writer.Write(session?.CachedTokens);
        writer.Write(session?.LastUsed.UtcTicks);
    }

    // Behind a mark that no budget has.
    private static void Write(ref CanonicalWriter writer, ExperimentBucket bucket)
    {
        writer.Write(-1L);
        writer.Write(bucket.Experiment);
        writer.Write((int)bucket.Unit);
        writer.Write(bucket.Number);
    }

    private static void Write(ref CanonicalWriter writer, ImmutableArray<string> texts)
    {
        writer.Write(texts.Length);
        foreach (var text in texts)
        {
            writer.Write(text);
        }
    }

    private static void Write(ref CanonicalWriter writer, ImmutableArray<ProviderId> providers)
    {
        writer.Write(providers.Length);
        foreach (var provider in providers)
        {
            writer.Write(provider.Value);
        }
    }
}
