using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Simulation.Scripting;
using Wire.Conformance.Running;

namespace Wire.Conformance.Anthropic;

/// <summary>Errors, models, keys and token counts of the Messages surface.</summary>
public sealed class MessageRules : MessagesTest
{
    [Fact]
    public async Task Rule_29_Every_error_has_the_body_and_both_request_ids()
    {
        (Reply? Upstream, string Body, int[] Expected)[] table =
        [
            (null, "nonsense", [400]),
            (null, """{"model":"there-is-no-such-model","max_tokens":5,"messages":[{"role":"user","content":"Hi."}]}""", [404, 400]),
            (Reply.Error(400), "", [400]),
            (Reply.Error(429), "", [429]),
            (Reply.Error(529), "", [500, 502, 503, 529]),
            (Reply.Html(502), "", [500, 502, 503, 529]),
        ];
        foreach (var (upstream, body, expected) in table)
        {
            var gateway = await FreshAsync();
            if (upstream is not null)
            {
                gateway.Upstream.For().Always(upstream);
            }

            using var response = body.Length > 0 ? await SendAsync(gateway, HttpMethod.Post, "/v1/messages", body) : await MessageAsync(gateway);

            var text = await response.Content.ReadAsStringAsync();
            Assert.True(expected.Contains((int)response.StatusCode), $"{(int)response.StatusCode}: {text}");
            Messages.CheckError(JsonElement.Parse(text));
            Assert.True(response.Headers.Contains("request-id") && response.Headers.Contains("x-request-id"), "a request id is missing");
        }
    }

    [Fact]
    public async Task Rule_29_A_body_that_is_too_large_is_413_in_the_same_form()
    {
        // More than Anthropic itself takes.
        const int Size = 33 << 20;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Gateway.Http.BaseAddress!, "/v1/messages"))
        {
            Content = new StringContent(
                $$"""{"model":"{{Gateway.Model}}","max_tokens":5,"messages":[{"role":"user","content":"{{new string('a', Size)}}"}]}""", new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("anthropic-version", "2023-06-01");

        // The answer may come before the body is sent.
        request.Headers.ExpectContinue = true;

        using var response = await Gateway.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Messages.CheckError(error);
        Assert.Equal("request_too_large", error.GetProperty("error").TextOf("type"));
        Assert.True(response.Headers.Contains("request-id") && response.Headers.Contains("x-request-id"), "a request id is missing");
    }

    [Fact]
    public async Task Rule_30_The_list_of_models_is_in_Anthropics_form_for_Anthropics_callers()
    {
        using var response = await SendAsync(Gateway, HttpMethod.Get, "/v1/models");

        var list = await response.JsonAsync();
        var models = list.GetProperty("data").EnumerateArray().ToArray();
        Assert.NotEmpty(models);
        Assert.Contains(list.GetProperty("has_more").ValueKind, (JsonValueKind[])[JsonValueKind.True, JsonValueKind.False]);
        Assert.Equal((models[0].TextOf("id"), models[^1].TextOf("id")), (list.TextOf("first_id"), list.TextOf("last_id")));
        Assert.All(models, model =>
        {
            Assert.Equal("model", model.TextOf("type"));
            Assert.NotEmpty(model.TextOf("id")!);
            Assert.NotEmpty(model.TextOf("display_name")!);
            Assert.True(DateTimeOffset.TryParse(model.TextOf("created_at"), CultureInfo.InvariantCulture, out _), $"created_at is no moment: {model}");
        });
    }

    [Fact]
    public async Task Rule_31_A_key_is_taken_in_either_header()
    {
        foreach (var headers in (Action<HttpRequestHeaders>[])
            [own => own.Add("x-api-key", Gateway.Key), own => own.Authorization = new AuthenticationHeaderValue("Bearer", Gateway.Key)])
        {
            using var response = await SendAsync(
                Gateway, HttpMethod.Post, "/v1/messages", $$"""{"model":"{{Gateway.Model}}","max_tokens":20,"messages":[{"role":"user","content":"Hi."}]}""", headers);

            Assert.Equal("message", (await response.JsonAsync()).TextOf("type"));
        }
    }

    [Fact]
    public async Task Rule_31_Anthropics_version_and_beta_headers_reach_an_upstream_of_the_same_protocol()
    {
        var gateway = await FreshAsync("anthropic");

        using var response = await SendAsync(
            gateway,
            HttpMethod.Post,
            "/v1/messages",
            $$"""{"model":"{{gateway.Model}}","max_tokens":20,"messages":[{"role":"user","content":"Hi."}]}""",
            headers => headers.Add("anthropic-beta", "house-rule-2026-01-01"));

        await response.JsonAsync();
        var sent = gateway.Upstream.Requests[^1].Headers;
        Assert.Equal(("2023-06-01", "house-rule-2026-01-01"), (sent["anthropic-version"], sent["anthropic-beta"]));
    }

    [Fact]
    public async Task Rule_31_Tokens_are_counted()
    {
        using var response = await SendAsync(
            Gateway, HttpMethod.Post, "/v1/messages/count_tokens", $$"""{"model":"{{Gateway.Model}}","messages":[{"role":"user","content":"Say hello."}]}""");

        Assert.True((await response.JsonAsync(HttpStatusCode.OK)).GetProperty("input_tokens").GetInt32() > 0);
    }
}
