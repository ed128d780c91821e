namespace Catalog.Api.Filters;

/// <summary>One comparison.</summary>
/// <param name="Field">What is compared.</param>
/// <param name="Operator">One of <c>= != &lt; &lt;= &gt; &gt;= ~</c>; <c>~</c> asks whether a text contains the value.</param>
/// <param name="Value">A string, a decimal or a bool, as the field's type says.</param>
internal sealed record FilterCondition(FilterField Field, string Operator, object Value);
