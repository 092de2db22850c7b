package io.nightshift.jobs.recommend.linear;

/**
 * The weights of EASE (Steck 2019, "Embarrassingly shallow autoencoders for sparse data", equation 8) over places of items: with P the inverse
 * of X'X + regularization, having item i counts -P(i,j) / P(j,j) for item j, and nothing for itself.
 */
interface LinearModel {
    int items();

    /**
     * The weights that one item's presence has for every item, its own 0.
     *
     * @param weights receives them, an item a place
     */
    void weightsOf(int item, float[] weights);
}
