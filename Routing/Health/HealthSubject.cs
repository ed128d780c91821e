using System.Diagnostics.CodeAnalysis;
using Routing.Catalog;

namespace Routing.Health;

/// <summary>Whose health is meant: an operation of a provider or of one of its deployments.</summary>
/// <param name="Operation">What was tried.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model's name there; null when the whole provider is meant.</param>
public readonly record struct HealthSubject(HealthOperation Operation, ProviderId Provider, string? Model = null)
{
    private const string Reach = "reach";
    private const string Chat = "chat";
    private const string Embed = "embed";

    /// <summary>Whether the whole provider answers.</summary>
    public static HealthSubject Of(ProviderId provider) => new(HealthOperation.Reach, provider);

    /// <summary>How an operation of one deployment goes, chats unless said otherwise.</summary>
    public static HealthSubject Of(DeploymentId deployment, HealthOperation operation = HealthOperation.Chat) =>
        new(operation, deployment.Provider, deployment.Model);

    /// <summary>Reads what <see cref="ToString"/> writes; false for anything else, as a newer version may write.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out HealthSubject? subject)
    {
        subject = text?.Split('/', 3) switch
        {
            [Reach, { Length: > 0 } provider] => Of(new ProviderId(provider)),
            [Chat, { Length: > 0 } provider, { Length: > 0 } model] => new(HealthOperation.Chat, new(provider), model),
            [Embed, { Length: > 0 } provider, { Length: > 0 } model] => new(HealthOperation.Embed, new(provider), model),
            _ => null,
        };
        return subject is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Model is null ? $"{Reach}/{Provider}" : $"{(Operation is HealthOperation.Embed ? Embed : Chat)}/{Provider}/{Model}";
}
