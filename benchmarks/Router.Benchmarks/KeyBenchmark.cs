using System.Diagnostics;
using System.Security.Cryptography;
using Aspire.Catalog.V1;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Router.Grpc.Admission;
using Router.Grpc.Admission.Quotas;
using Router.Grpc.Settings;
using ServiceDefaults.ControlPlane;
using KeySecret = ServiceDefaults.VirtualKeys.KeySecret;

namespace Router.Benchmarks;

/// <summary>What it takes to find a caller among ten thousand keys, and to count a request against two limits, away from both.</summary>
internal static class KeyBenchmark
{
    private const int Keys = 10_000;
    private const int WarmUp = 100_000;
    private const int Measured = 200_000;
    private const int Rounds = 5;

    public static void Run()
    {
        Measure("find the caller of a key", Gate());
        Measure("count requests and tokens, correct the tokens", Limits());
    }

    private static void Measure(string name, Action step)
    {
        Repeat(step, WarmUp);
        var best = double.MaxValue;
        var bytes = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            Repeat(step, Measured);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Measured);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / Measured;
        }

        Console.WriteLine($"{name}: {best:F0} ns and {bytes} B a request, the best of {Rounds} rounds of {Measured:N0}");
    }

    private static void Repeat(Action step, int times)
    {
        for (var i = 0; i < times; i++)
        {
            step();
        }
    }

    // The middleware as it stands in the pipeline: header, hash, look-up, feature of the request.
    private static Action Gate()
    {
        var (table, secret) = Table();
        var configuration = new ConfigurationBuilder().Build();
        var gate = new CallerGate(
            static _ => Task.CompletedTask,
            new CurrentAccess { Table = table },
            RouterSettingsReader.Read(configuration, out _),
            ServiceKey.From(configuration),
            TimeProvider.System);
        var context = new DefaultHttpContext();
        context.Request.Path = "/v1/chat/completions";
        context.Request.Headers.Authorization = $"Bearer {secret}";
        return () =>
        {
            if (!gate.InvokeAsync(context).IsCompletedSuccessfully || Caller.Of(context).KeyId is null)
            {
                throw new InvalidOperationException("The key was not taken.");
            }
        };
    }

    // Nobody to ask: the router holds the whole limit, which comes to the same as a slice that is not used up.
    private static Action Limits()
    {
        var link = new QuotaLink(TimeProvider.System, NullLogger<QuotaLink>.Instance);
        var requests = new QuotaMeter("key/requests", link, TimeProvider.System);
        var tokens = new QuotaMeter("key/tokens", link, TimeProvider.System);
        return () =>
        {
            var hold = new QuotaHold(tokens: 1_000);
            hold.Add(requests, QuotaUnit.Requests, Spend(requests, 1));
            hold.Add(tokens, QuotaUnit.Tokens, Spend(tokens, 1_000));
            hold.Settle(900);
        };
    }

    private static QuotaSpent Spend(QuotaMeter meter, long amount)
    {
        var spending = meter.SpendAsync(amount, 1_000_000_000_000, CancellationToken.None);
        return spending is { IsCompletedSuccessfully: true, Result: { } spent } ? spent : throw new InvalidOperationException("The limit was reached.");
    }

    private static (AccessTable Table, string Secret) Table()
    {
        var pepper = RandomNumberGenerator.GetBytes(KeySecret.HashSize);
        var secrets = Enumerable.Range(0, Keys).Select(static _ => KeySecret.New()).ToArray();
        var rows = new AccessRows();
        rows.Apply(new()
        {
            Complete = true,
            Pepper = ByteString.CopyFrom(pepper),
            Organisations = { new AccessOrganisation { Id = "o" } },
            Projects = { new AccessProject { Id = "p", Organisation = "o" } },
            Keys = { secrets.Select((secret, i) => new AccessKey { Id = $"k{i}", Project = "p", Secrets = { new AccessSecret { Hash = Hash(pepper, secret) } } }) },
        });
        return (AccessTable.Of(rows), secrets[Keys / 2]);
    }

    private static ByteString Hash(byte[] pepper, string secret)
    {
        var hash = new byte[KeySecret.HashSize];
        KeySecret.TryHash(pepper, secret, hash);
        return ByteString.CopyFrom(hash);
    }
}
