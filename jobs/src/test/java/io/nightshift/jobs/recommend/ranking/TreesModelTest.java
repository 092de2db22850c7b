package io.nightshift.jobs.recommend.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.jobs.recommend.ranking.TreesModel.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreesModelTest {
    @Test
    void addsUpTheLeavesThatTheFeaturesLeadTo() {
        // x <= 1: (y <= 2: 10, else 20), else 30; and a tree of one leaf.
        TreesModel model = new TreesModel(
                List.of(new Node(0, 1), new Node(1, 2), Node.leaf(10), Node.leaf(20), Node.leaf(30), Node.leaf(0.5)));

        assertThat(model.logOdds(new double[] {1, 2})).isEqualTo(10.5);
        assertThat(model.logOdds(new double[] {1, 2.1})).isEqualTo(20.5);
        assertThat(model.logOdds(new double[] {1.1, 0})).isEqualTo(30.5);
    }

    @Test
    void refusesAListThatEndsWithinATree() {
        assertThatThrownBy(() -> new TreesModel(List.of(new Node(0, 1), Node.leaf(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nodes=2");
    }
}
