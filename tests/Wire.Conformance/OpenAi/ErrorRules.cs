using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Simulation.Scripting;
using TestKit;
using Wire.Conformance.Running;

namespace Wire.Conformance.OpenAi;

/// <summary>What a caller gets when no answer can be had, and when it may ask again.</summary>
public sealed class ErrorRules : WireTest
{
    private const int LongestWait = 120;

    [Fact]
    public async Task Rule_14_Every_error_has_the_JSON_body_that_SDKs_read()
    {
        using var unknownRoute = await Gateway.PostAsync("/v1/nothing/here", "{}");
        using var noJson = await Gateway.PostAsync("/v1/chat/completions", "{\"model\":");
        using var noMessages = await Gateway.PostAsync("/v1/chat/completions", """{"model":"none"}""");
        using var unknownModel = await Gateway.GetAsync("/v1/models/there-is-no-such-model");
        foreach (var response in (HttpResponseMessage[])[unknownRoute, noJson, noMessages, unknownModel])
        {
            Assert.InRange((int)response.StatusCode, 400, 499);
            await Errors.CheckAsync(response);
        }
    }

    [Fact]
    public async Task Rule_14_Whatever_comes_from_upstream_instead_of_an_answer_becomes_such_an_error()
    {
        foreach (var reply in (Reply[])[Reply.Html(502), Reply.Html(200), Reply.Refuse(), Reply.Error(500), Reply.Raw("", "application/json"), Reply.Raw("", "text/plain", 503)])
        {
            var gateway = await FreshAsync();
            gateway.Upstream.For().Always(reply);

            using var response = await gateway.ChatAsync();

            Assert.InRange((int)response.StatusCode, 500, 599);
            await Errors.CheckAsync(response);
        }
    }

    [Fact]
    public async Task Rule_15_A_failure_has_a_status_that_SDKs_have_a_class_for()
    {
        (int Upstream, int[] Expected)[] table =
        [
            (400, [400]), (422, [422, 400]), (429, [429]), (500, [500, 502, 503]), (529, [500, 502, 503, 529]),
            // The gateway's own key and its own list of models are at fault, unless it passes the provider's word on.
            (401, [401, 500, 502, 503]), (403, [403, 500, 502, 503]), (404, [404, 500, 502, 503]),
        ];
        foreach (var (status, expected) in table)
        {
            var gateway = await FreshAsync();
            gateway.Upstream.For().Always(Reply.Error(status));

            using var response = await gateway.ChatAsync();

            Assert.True(expected.Contains((int)response.StatusCode), $"{status} upstream became {(int)response.StatusCode}");
        }
    }

    [Fact]
    public async Task Rule_16_SDKs_are_told_not_to_retry_what_the_gateway_has_retried()
    {
        foreach (var status in (int[])[429, 500, 503])
        {
            var gateway = await FreshAsync();
            gateway.Upstream.For().Always(Reply.Error(status));

            using var response = await gateway.ChatAsync();

            Assert.True(response.Headers.TryGetValues("x-should-retry", out var values), $"{status} upstream: no x-should-retry");
            Assert.Equal("false", Assert.Single(values));
        }
    }

    [Fact]
    public async Task Rule_16_A_conflict_upstream_is_not_passed_on_since_SDKs_retry_it()
    {
        Gateway.Upstream.For().Always(Reply.Error(409));

        using var response = await Gateway.ChatAsync();

        Assert.NotEqual(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Fact]
    public async Task Rule_17_How_long_to_wait_is_said_in_milliseconds_and_in_seconds()
    {
        Gateway.Upstream.For().Always(Reply.Error(429, retryAfter: 60));

        using var response = await Gateway.ChatAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        var seconds = double.Parse(Assert.Single(response.Headers.GetValues("retry-after")), CultureInfo.InvariantCulture);
        var milliseconds = double.Parse(Assert.Single(response.Headers.GetValues("retry-after-ms")), CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 1, LongestWait);
        Assert.InRange(seconds - (milliseconds / 1_000), 0, 1);
    }

    [Fact]
    public async Task Rule_18_Every_response_has_a_request_id_of_its_own()
    {
        using var plain = await Gateway.ChatAsync();
        using var streamed = await Gateway.ChatAsync(",\"stream\":true");
        using var models = await Gateway.GetAsync("/v1/models");
        using var wrong = await Gateway.PostAsync("/v1/chat/completions", "nonsense");
        using var unknown = await Gateway.GetAsync("/v1/nothing/here");

        var ids = ((HttpResponseMessage[])[plain, streamed, models, wrong, unknown]).Select(response => response.Headers.TryGetValues("x-request-id", out var id) ? Assert.Single(id) : "").ToArray();
        Assert.DoesNotContain("", ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public async Task Rule_18_The_request_id_is_the_trace_id_that_is_logged()
    {
        Gateway.Upstream.For().Always(Reply.Error(500));
        foreach (var path in (string[])["/v1/chat/completions", "/v1/messages", "/api/chat"])
        {
            var trace = ActivityTraceId.CreateRandom().ToHexString();
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
            {
                Content = new StringContent(
                    $$"""{"model":"{{Gateway.Model}}","max_tokens":9,"messages":[{"role":"user","content":"Hi."}]}""", new MediaTypeHeaderValue("application/json")),
            };
            request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");

            using var response = await Gateway.Http.SendAsync(request);

            Assert.Equal(trace, Assert.Single(response.Headers.GetValues("x-request-id")));
            var log = Gateway.Log ?? throw new NotRunException("The log of another gateway cannot be read.");
            await Eventually.Is(() => log.Lines.Any(line => line.Level == LogLevel.Warning && line.Message.Contains(trace, StringComparison.Ordinal)));
        }
    }
}
