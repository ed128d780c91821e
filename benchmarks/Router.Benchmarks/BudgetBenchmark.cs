using System.Collections.Frozen;
using System.Diagnostics;
using Providers.Chat;
using Router.Grpc.Admission;
using Router.Grpc.Admission.Budgets;
using Router.Grpc.Feeds;
using Router.Grpc.Forwarding;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Money;
using Routing.Money.Budgets;

namespace Router.Benchmarks;

/// <summary>What it takes to set money aside for a request and to settle it, away from the limit: three budgets, four candidates.</summary>
internal static class BudgetBenchmark
{
    private const int WarmUp = 200_000;
    private const int Measured = 1_000_000;
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        var time = TimeProvider.System;
        var book = new BudgetBook(time);
        book.Replace(
        [
            Budget("org", BudgetScopeKind.Organisation, BudgetPeriod.Month),
            Budget("project", BudgetScopeKind.Project, BudgetPeriod.Week),
            Budget("key", BudgetScopeKind.Key, BudgetPeriod.Day),
        ]);
        foreach (var account in book.Accounts)
        {
            account.At(time.GetUtcNow()).Lend("count", NanoDollars.FromDollars(1_000_000), NanoDollars.Zero);
        }

        var gate = new BudgetGate(book, new BudgetSurplus());
        var call = Call(time);
        await MeasureAsync(gate, call, WarmUp);
        var best = double.MaxValue;
        var bytes = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            await MeasureAsync(gate, call, Measured);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Measured);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / Measured;
        }

        Console.WriteLine($"set aside, use, settle: {best:F0} ns and {bytes} B a request, the best of {Rounds} rounds of {Measured:N0}");
    }

    private static async Task MeasureAsync(BudgetGate gate, ChatCall call, int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (await gate.AdmitAsync(call, CancellationToken.None) is { } refusal)
            {
                throw new InvalidOperationException(refusal.Message);
            }

            var quote = call.QuoteOf(call.Candidates[0]);
            await gate.TryUseAsync(call, quote, CancellationToken.None);
            call.Reservation!.Used(quote, new NanoDollars(1_000));
            call.Reservation.Settle();
        }
    }

    private static ChatCall Call(TimeProvider time)
    {
        var index = new CatalogIndex(Catalog());
        var conversation = new Conversation { Messages = [new ChatMessage { Role = ChatRole.User, Content = [new TextPart(new string('x', 1_024))] }] };
        var input = new DecisionInput { Index = index, Selector = "balanced", SupportedProfiles = new NameSet(["openai-compatible"]), Time = time.GetUtcNow() };
        var decision = ((RoutingOutcome.Decided)RoutingPipeline.Decide(input)).Decision;
        return new()
        {
            RequestId = "r",
            Request = ChatRequest.From(conversation, "balanced", stream: false),
            Hints = RoutingHints.None,
            Caller = new Caller { KeyId = "k", ProjectId = "p", OrganisationId = "o" },
            Features = input.Features,
            Feed = new(index, FrozenDictionary<ProviderId, ProviderConnection>.Empty, NameSet.Empty, FeedOrigin.None),
            Input = input,
            Decision = decision,
            Candidates = decision.Candidates,
            DecisionId = Guid.CreateVersion7().ToString(),
            Time = input.Time,
            StartTimestamp = time.GetTimestamp(),
        };
    }

    private static CatalogSnapshot Catalog()
    {
        var deployments = Enumerable.Range(0, 4).Select(i => new Deployment
        {
            Id = new(new("p"), $"m{i}"),
            ContextWindow = 128_000,
            MaxOutputTokens = 16_384,
            Prices = [new() { Input = TokenPrice.FromDollarsPerMillion(i + 1), Output = TokenPrice.FromDollarsPerMillion(4 * (i + 1)) }],
        }).ToList();
        return new()
        {
            Providers = [new() { Id = new("p"), Profile = "openai-compatible", BaseUrl = new("http://127.0.0.1:1/v1") }],
            Deployments = [.. deployments],
            Tiers = [new() { Name = "balanced", Entries = [.. deployments.Select(static deployment => deployment.Id)] }],
        };
    }

    private static Budget Budget(string id, BudgetScopeKind kind, BudgetPeriod period) => new()
    {
        Id = id,
        Scope = new(kind, id[..1]),
        Period = period,
        Limit = Routing.Money.Budgets.Budget.Largest,
    };
}
