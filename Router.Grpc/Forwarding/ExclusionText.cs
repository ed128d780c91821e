using System.Collections.Immutable;
using System.Text;
using Routing.Decisions;

namespace Router.Grpc.Forwarding;

/// <summary>Exclusions for a person to read.</summary>
internal static class ExclusionText
{
    /// <summary>Adds the first exclusions to a message, and how many more there are.</summary>
    public static string Append(string message, ImmutableArray<Exclusion> exclusions, int most)
    {
        if (exclusions.IsEmpty)
        {
            return message;
        }

        var text = new StringBuilder(message).Append(" Left out: ");
        for (var i = 0; i < exclusions.Length && i < most; i++)
        {
            var (deployment, reason, detail) = exclusions[i];
            text.Append(i > 0 ? "; " : "").Append(deployment).Append(" (").Append(DecisionNames.Of(reason)).Append(": ").Append(detail).Append(')');
        }

        return exclusions.Length > most
            ? text.Append("; and ").Append(exclusions.Length - most).Append(" more.").ToString()
            : text.Append('.').ToString();
    }
}
