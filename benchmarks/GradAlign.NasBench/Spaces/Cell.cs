using GradAlign.NasBench.Plans;

namespace GradAlign.NasBench.Spaces;

/// <summary>One architecture of a search space.</summary>
/// <param name="Id">Its identity in the data: the arch string, the hash, the index.</param>
/// <param name="Network">Its network.</param>
/// <param name="Parameters">Parameters as the data states them; null where they are not stated.</param>
internal sealed record Cell(string Id, Func<NetworkOptions, Plan> Network, long? Parameters = null);
