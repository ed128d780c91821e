namespace Routing.Features.Text;

/// <summary>Goes low when the feature is not above the threshold.</summary>
internal readonly record struct TreeNode(int Threshold, byte Feature, sbyte Low, sbyte High);
