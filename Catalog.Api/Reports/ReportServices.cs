using Catalog.Api.Alerts.Watching;
using Catalog.Api.Reports.Billing;

namespace Catalog.Api.Reports;

/// <summary>What reports consist of.</summary>
internal static class ReportServices
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<BillStore>()
        .AddSingleton<CreditStore>()
        .AddSingleton<IAlertSource, BillingDifferences>()
        .AddSingleton<UsageReport>()
        .AddSingleton<KeptUsage>()
        .AddSingleton<ExecutionCosts>()
        .AddSingleton<ExecutionGauges>()
        .AddHostedService(services => services.GetRequiredService<ExecutionGauges>())
        .AddSingleton<OverviewReport>()
        .AddSingleton<WhatIfReport>()
        .AddSingleton<ForecastReport>();
}
