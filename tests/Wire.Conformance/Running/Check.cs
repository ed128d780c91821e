using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Wire.Conformance.Running;

/// <summary>One check, outside a test runner.</summary>
internal sealed partial record Check(Type Suite, MethodInfo Method)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    /// <summary>The rule's number; null for a check that runs an SDK.</summary>
    public int? Rule => Number().Match(Method.Name) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    public string Title => Number().Replace(Method.Name, "").Replace('_', ' ');

    private string? Skip => Method.GetCustomAttribute<FactAttribute>()!.Skip;

    /// <summary>All of them, by rule.</summary>
    public static IEnumerable<Check> All() =>
        from suite in typeof(Check).Assembly.GetTypes()
        where suite.IsSubclassOf(typeof(WireTest)) && !suite.IsAbstract
        from method in suite.GetMethods()
        where method.IsDefined(typeof(FactAttribute))
        let check = new Check(suite, method)
        orderby check.Rule ?? int.MaxValue, method.Name
        select check;

    public async Task<Outcome> RunAsync()
    {
        if (Skip is { } reason)
        {
            return new Outcome(this, null, reason);
        }

        var suite = (WireTest)Activator.CreateInstance(Suite)!;
        try
        {
            await suite.InitializeAsync();
            try
            {
                await ((Task)Method.Invoke(suite, null)!).WaitAsync(Patience);
            }
            finally
            {
                await suite.DisposeAsync();
            }

            return new Outcome(this, true, "");
        }
        catch (NotRunException e)
        {
            return new Outcome(this, null, e.Message);
        }
        // A check fails by throwing, whatever it throws.
        catch (Exception e) when (e is not UnreachableException)
        {
            return new Outcome(this, false, e.Message);
        }
    }

    [GeneratedRegex("^Rule_([0-9]+)_")]
    private static partial Regex Number();
}

/// <summary>How a check went.</summary>
/// <param name="Check">Which.</param>
/// <param name="Passed">Null when it was not run.</param>
/// <param name="Why">Why it failed or was not run.</param>
internal sealed record Outcome(Check Check, bool? Passed, string Why);
