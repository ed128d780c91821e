using Aspire.Catalog.V1;
using Catalog.Api.Alerts.Watching;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Catalog.FunctionalTests.Usage;

public sealed class UnpricedAlertTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private const string Model = "openrouter/sim-unpriced";

    [Fact]
    public async Task A_model_called_without_a_price_raises_an_alert_until_it_has_one()
    {
        using var created = await fixture.Host.Http.PutJsonAsync($"/api/v1/models/{Model}", """{"capabilities":["chat"],"context_window":1000}""");
        var call = LedgerEvents.Attempt();
        (call.Attempt.Provider, call.Attempt.Model) = ("openrouter", "sim-unpriced");
        call.Attempt.ClearCostNanos();
        await fixture.Host.IngestAsync(call, LedgerEvents.Attempt());

        await RunAsync();
        await RunAsync();
        var raised = await OpenAsync();
        using var priced = await fixture.Host.Http.PutJsonAsync($"/api/v1/models/{Model}", """{"prices":[{"input":1,"output":2}]}""");
        await RunAsync();

        var alert = Assert.Single(raised);
        Assert.Equal((AlertKind.UnpricedModel, Model, AlertSeverity.Warning), (alert.Kind, alert.Subject, alert.Severity));
        Assert.Contains("no price", alert.Message, StringComparison.Ordinal);
        Assert.Empty(await OpenAsync());
    }

    // The host's own round may be in the middle of its work, and would end with what it read before.
    private Task RunAsync() => Eventually.Is(() => fixture.Host.Services.GetRequiredService<AlertRound>().RunAsync(CancellationToken.None));

    private async Task<IReadOnlyList<Alert>> OpenAsync() =>
        (await new AlertService.AlertServiceClient(fixture.Host.Channel).ListAlertsAsync(new() { Kind = AlertKind.UnpricedModel })).Alerts;
}
