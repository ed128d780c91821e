using System.Diagnostics.CodeAnalysis;

namespace ServiceDefaults.Budgets;

/// <summary>What routers tell each other about a window.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Router">Who says it.</param>
/// <param name="Window">The window, as <see cref="BudgetKey.ToString"/> writes it.</param>
public readonly record struct BudgetMessage(BudgetMessageKind Kind, string Router, string Window)
{
    private const string Recall = "recall";
    private const string Count = "count";

    /// <summary>Reads what <see cref="ToString"/> writes; false for anything else, as a newer version may write.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BudgetMessage? message)
    {
        message = text?.Split(' ', 3) switch
        {
            [Recall, var router, var window] => new(BudgetMessageKind.Recall, router, window),
            [Count, var router, var window] => new(BudgetMessageKind.Count, router, window),
            _ => null,
        };
        return message is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(Kind == BudgetMessageKind.Recall ? Recall : Count)} {Router} {Window}";
}

/// <summary>What a message says.</summary>
public enum BudgetMessageKind
{
    /// <summary>Somebody needs the money that others hold without using it.</summary>
    Recall,

    /// <summary>The window is being counted anew.</summary>
    Count,
}
