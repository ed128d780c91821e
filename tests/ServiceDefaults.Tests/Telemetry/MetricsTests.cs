using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using ServiceDefaults.Tests.ControlPlane;
using TestKit;

namespace ServiceDefaults.Tests.Telemetry;

public sealed class MetricsTests
{
    [Fact]
    public async Task Instruments_of_every_kind_are_told_by_the_rules_of_the_format()
    {
        await using var service = await GuardedService.StartAsync(key: null);
        using var meter = new Meter($"Aspire.Routing.Tests.{Guid.NewGuid():n}");
        var calls = meter.CreateCounter<long>("routing.kinds.calls", "{call}", "Calls,\nby \"name\" and C:\\path.");
        var waits = meter.CreateHistogram(
            "gen_ai.kinds.wait", "s", "Waits.", tags: null, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2.5] });
        var open = meter.CreateUpDownCounter<int>("routing.kinds.open", "{thing}", "Open things.");
        meter.CreateObservableGauge("routing.kinds.level", () => new Measurement<double>(-1.5, new KeyValuePair<string, object?>("what", "depth")), "By", "The level.");

        calls.Add(2, new KeyValuePair<string, object?>("gen_ai.request.model", "a\"b\\c\nd, é{}"));
        calls.Add(3, new KeyValuePair<string, object?>("gen_ai.request.model", "plain"));
        open.Add(2);
        open.Add(-3);
        foreach (var wait in (double[])[0.25, 0.5, 2, 99])
        {
            waits.Record(wait, new KeyValuePair<string, object?>("gen_ai.provider.name", "kimi"));
        }

        var metrics = MetricsText.Parse(await ReadAsync(service));

        Assert.Equal(2, metrics.Sum("routing_kinds_calls_total", ("gen_ai_request_model", "a\"b\\c\nd, é{}")));
        Assert.Equal(5, metrics.Sum("routing_kinds_calls_total"));
        Assert.Equal("counter", metrics.FamilyTypes["routing_kinds_calls_total"]);
        Assert.Equal("Calls,\nby \"name\" and C:\\path.", metrics.Helps["routing_kinds_calls_total"]);
        Assert.Equal(-1, metrics.Sum("routing_kinds_open"));
        Assert.Equal(-1.5, metrics.Sum("routing_kinds_level_bytes", ("what", "depth")));
        Assert.Equal("histogram", metrics.FamilyTypes["gen_ai_kinds_wait_seconds"]);
        Assert.Equal(
            [("0.5", 2d), ("1", 2), ("2.5", 3), ("+Inf", 4)],
            metrics.Samples.Where(sample => sample.Name == "gen_ai_kinds_wait_seconds_bucket").Select(bucket => (bucket["le"], bucket.Value)));
        Assert.Equal(101.75, metrics.Sum("gen_ai_kinds_wait_seconds_sum", ("gen_ai_provider_name", "kimi")));
    }

    [Fact]
    public async Task Who_asks_for_open_metrics_gets_them()
    {
        await using var service = await GuardedService.StartAsync(key: null);
        using var http = new HttpClient { BaseAddress = service.Http };
        http.DefaultRequestHeaders.Accept.ParseAdd("application/openmetrics-text; version=1.0.0");

        using var response = await http.GetAsync("/metrics");

        Assert.Equal("application/openmetrics-text", response.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith("# EOF\n", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Series_beyond_the_bound_are_told_as_one()
    {
        await using var service = await GuardedService.StartAsync(key: null);
        using var meter = new Meter($"Aspire.Routing.Tests.{Guid.NewGuid():n}");
        var calls = meter.CreateCounter<long>("routing.many.calls");
        for (var number = 0; number < 10_000; number++)
        {
            calls.Add(1, new KeyValuePair<string, object?>("name", number));
        }

        var metrics = MetricsText.Parse(await ReadAsync(service));

        Assert.InRange(metrics.Samples.Count(sample => sample.Name == "routing_many_calls_total"), 2, 2_001);
        Assert.Equal(10_000, metrics.Sum("routing_many_calls_total"));
    }

    [Fact]
    public async Task Where_other_machines_can_call_metrics_need_their_own_key_or_the_service_key()
    {
        await using var service = await GuardedService.StartAsync("service-secret", open: true, metricsKey: "scrape-secret");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(service));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(service, bearer: "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(service, bearer: "service-secret"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, bearer: "scrape-secret"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, serviceKey: "service-secret"));
    }

    [Fact]
    public async Task Where_other_machines_can_call_no_key_set_for_metrics_is_no_key_that_fits()
    {
        await using var service = await GuardedService.StartAsync("service-secret", open: true);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(service, bearer: ""));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, serviceKey: "service-secret"));
    }

    private static async Task<string> ReadAsync(GuardedService service)
    {
        using var http = new HttpClient { BaseAddress = service.Http };
        using var response = await http.GetAsync("/metrics");
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<HttpStatusCode> StatusAsync(GuardedService service, string? bearer = null, string? serviceKey = null)
    {
        using var http = new HttpClient { BaseAddress = service.Http };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        if (serviceKey is not null)
        {
            request.Headers.Add("x-service-key", serviceKey);
        }

        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
